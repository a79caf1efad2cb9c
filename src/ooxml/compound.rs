//! Whether the chains of a compound file (`.xls`) come to an end. A file says of each of its sectors
//! which one follows; where damage makes a ring of them, a reader that trusts it reads for ever.

/// Numbers from here on are no sectors: the end of a chain, or a sector that is free.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

/// Whether every chain of sectors, large and small, comes to an end.
pub fn has_ends(bytes: &[u8]) -> bool {
    let half = |at: usize| {
        let two = bytes.get(at..at + 2)?;
        two.try_into().ok().map(u16::from_le_bytes)
    };
    let number = |at: usize| word(bytes, at);
    // 512 bytes, or 4,096 in a newer form. Another size is for the reader of values to refuse.
    let size = match half(30) {
        Some(12) => 4096,
        _ => 512,
    };
    let sector = |id: u32| {
        let start = (id as usize).checked_mul(size)?.checked_add(size)?;
        let rest = bytes.get(start..)?;
        Some(rest.get(..size).unwrap_or(rest))
    };
    let words = |sector: &[u8]| -> Vec<u32> {
        (0..sector.len() / 4)
            .filter_map(|at| word(sector, at * 4))
            .collect()
    };
    // The list of the sectors that hold the table goes on in sectors of its own.
    let mut list: Vec<u32> = (76..512).step_by(4).filter_map(number).collect();
    let most = bytes.len() / size + 1;
    let mut next = number(68).unwrap_or(NO_SECTOR);
    for _ in 0..most {
        let Some(more) = sector(next).filter(|_| next < NO_SECTOR) else {
            break;
        };
        list.extend(words(more));
        next = list.pop().unwrap_or(NO_SECTOR);
    }
    list.truncate(most);
    let table: Vec<u32> = list
        .into_iter()
        .filter(|&id| id < NO_SECTOR)
        .filter_map(sector)
        .flat_map(words)
        .collect();
    if has_ring(&table) {
        return false;
    }
    // The table of the small sectors is a chain of large ones.
    let (mut small, mut next) = (Vec::new(), number(60).unwrap_or(NO_SECTOR));
    while let Some(more) = sector(next).filter(|_| next < NO_SECTOR) {
        small.extend(words(more));
        next = table.get(next as usize).copied().unwrap_or(NO_SECTOR);
    }
    !has_ring(&small)
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

/// Whether following a table from any of its entries never ends.
fn has_ring(table: &[u32]) -> bool {
    // By which walk an entry was reached first.
    let mut seen = vec![0_u32; table.len()];
    let mut walk = 0;
    for start in 0..table.len() {
        walk += 1;
        let mut at = start;
        while let Some(own) = seen.get_mut(at) {
            if *own == walk {
                return true;
            }
            if *own > 0 {
                break;
            }
            *own = walk;
            at = table.get(at).map_or(usize::MAX, |&next| next as usize);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_found_wherever_it_begins() {
        let end = 0xFFFF_FFFE;
        for (table, ring) in [
            (vec![], false),
            (vec![end], false),
            (vec![1, 2, end], false),
            (vec![2, 2, end], false),
            (vec![0], true),
            (vec![end, 2, 1], true),
            (vec![1, 2, 3, 1], true),
            (vec![99], false),
        ] {
            assert_eq!(has_ring(&table), ring, "{table:?}");
        }
    }
}
