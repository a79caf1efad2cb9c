//! What goes into the cube comes out of it.

use super::*;

#[test]
fn figures_keep_the_digits_that_were_written() {
    let read = csv("每千人口托位数,,2020,1.80,,,\n每千人口托位数,,2023,3.2,,E,");
    let figure = |year| {
        let figure = read.cube.figure(SLOTS, CITY, Year(year)).unwrap();
        (figure.quantity().to_string(), figure.status().doubt)
    };
    assert_eq!(figure(2020), ("1.80".to_owned(), Doubt::Normal));
    assert_eq!(figure(2023), ("3.2".to_owned(), Doubt::Estimated));
    assert!(read.cube.series(HOSPITAL).is_none() && read.cube.series(FERTILITY).is_none());
}

/// What a row of the property test says.
#[derive(Debug, Clone)]
struct Said {
    value: String,
    status: &'static str,
    quoted: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let value = prop_oneof![
        4 => "-?[0-9]{1,9}(\\.[0-9]{1,6})?",
        1 => "[0-9]{10,25}(\\.[0-9]{1,4})?",
        1 => Just("…".to_owned()),
        1 => Just(String::new()),
    ];
    let status = prop_oneof![Just(""), Just("P"), Just("E"), Just("D"), Just("PB")];
    (value, status, any::<bool>()).prop_map(|(value, status, quoted)| Said {
        value,
        status,
        quoted,
    })
}

proptest! {
    #[test]
    fn the_cube_gives_back_what_the_file_says(
        cells in proptest::collection::btree_map((1900_i16..2031, 0_u32..5), said(), 0..60),
        end in prop_oneof![Just("\n"), Just("\r\n")],
    ) {
        let codes = ["511100", "511102", "511111", "511126", "511002"];
        let mut text = format!("备注,value,地区,year,指标,status{end}");
        for ((year, region), said) in &cells {
            let quote = if said.quoted { "\"" } else { "" };
            let code = codes[*region as usize];
            text += &format!("\"多,行\",{quote}{}{quote},{code},{year},常住人口,{}{end}", said.value, said.status);
        }
        let read = super::read(&[("x.csv", &text)]);
        prop_assert_eq!(&read.found, "");
        let keys = cells.keys().map(|&(year, region)| CellKey { indicator: POPULATION, region: RegionId(region), year: Year(year) });
        let found = read.cube.cells(&read.sources, keys);
        prop_assert_eq!(found.len(), cells.len());
        let expected: BTreeMap<_, _> = cells.iter().zip(2..).map(|(cell, line)| (cell.0, (cell.1, line))).collect();
        for (&&(year, region), &(said, line)) in &expected {
            let key = CellKey { indicator: POPULATION, region: RegionId(region), year: Year(year) };
            let cell = &found[&key];
            let column = 7 + usize::from(said.quoted);
            prop_assert_eq!((cell.line, cell.column, &cell.written), (line, column, &said.value));
            let alone = read.cell(key.indicator, key.region, key.year);
            prop_assert_eq!(alone.as_ref(), Some(cell));
            let figure = read.cube.figure(key.indicator, key.region, key.year);
            match Quantity::parse(&said.value) {
                Ok(wanted) => {
                    let figure = figure.unwrap();
                    prop_assert_eq!(figure.quantity().to_string(), wanted.to_string());
                    prop_assert_eq!(figure.status(), cell.status);
                    prop_assert_eq!(figure.status().breaks, said.status == "PB");
                }
                Err(_) => {
                    prop_assert_eq!(figure, None);
                    prop_assert!(read.cube.absence(key.indicator, key.region, key.year).is_some());
                }
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for path in ["x.csv", "x.yaml"] {
            let mut all = sources(&[(
                "plan.yaml",
                &format!("id: x\nyears: 2021..2025\nbase: 2020\nregions: {path}\nowners: {path}\ndata: [{path}]\n"),
            )]);
            for head in ["", "indicator,year,value\n", "name,level\n"] {
                let mut whole = head.as_bytes().to_vec();
                whole.extend(&bytes);
                all.insert(path, &whole).unwrap();
                let mut diagnostics = Diagnostics::new();
                let manifest = read_manifest(&all, &mut diagnostics).unwrap();
                let _ = read_regions(&all, &manifest, &mut diagnostics);
                let owners = read_owners(&all, &manifest, &mut diagnostics);
                check_owners(&owners, &plan(), &mut diagnostics);
                let _ = names_in_data(&all, &manifest);
                let _ = read_data(&plan(), &all, &manifest, &mut diagnostics);
                let _ = codes(&diagnostics, &all);
            }
        }
    }

    #[test]
    fn no_rows_make_it_panic(
        rows in proptest::collection::vec(
            proptest::collection::vec(
                prop_oneof![
                    Just("births"), Just("常住人口"), Just("市中区"), Just("511102"), Just("2020"),
                    Just("2021"), Just("5"), Just("5.50"), Just("万人"), Just("—"), Just("P"),
                    Just("\"x"), Just(""), Just("70%以上"), Just("2021-02-03"),
                ],
                5..8,
            ),
            0..30,
        )
    ) {
        let rows: Vec<_> = rows.iter().map(|row| row.join(",")).collect();
        let read = csv(&rows.join("\n"));
        let keys = (0..6).flat_map(|one| (0..5).flat_map(move |region| {
            [2020, 2021].map(|year| CellKey { indicator: IndicatorId(one), region: RegionId(region), year: Year(year) })
        }));
        for (key, cell) in read.cube.cells(&read.sources, keys) {
            // What is found again is what the cube holds.
            let figure = read.cube.figure(key.indicator, key.region, key.year);
            prop_assert!(figure.is_some() || read.cube.absence(key.indicator, key.region, key.year).is_some());
            if let Some(figure) = figure {
                prop_assert_eq!(figure.status(), cell.status);
            }
        }
    }
}
