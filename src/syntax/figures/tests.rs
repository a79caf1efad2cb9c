use super::{Amount, End, Says, Tail, figures};
use crate::value::Units;

/// The figures of a text, as `4.5|个`. What is whole stands before it where it is not only the
/// figure and its unit.
fn shown(text: &str) -> String {
    shown_in(text, Units::standard())
}

fn shown_in(text: &str, units: &Units) -> String {
    let found = figures(text, units);
    let mut shown: Vec<(usize, String)> = found
        .figures
        .iter()
        .map(|figure| {
            let at = &text[figure.at.clone()];
            let says = match &figure.says {
                Says::Amount(amount) => with_amount(amount),
                Says::All => "all".to_owned(),
                Says::NoneLeft => "none".to_owned(),
                Says::Times(times) => format!("×{times}"),
                Says::Year(year) => format!("year {year}"),
                Says::Date => "date".to_owned(),
                Says::Ordinal => "ordinal".to_owned(),
                Says::Name => "name".to_owned(),
                Says::RateBase => "base".to_owned(),
            };
            (figure.at.start, format!("{at}: {says}"))
        })
        .collect();
    shown.extend(found.periods.iter().map(|period| {
        let at = &text[period.at.clone()];
        (period.at.start, format!("{at}: {}", period.years))
    }));
    shown.sort();
    let shown: Vec<_> = shown.into_iter().map(|(_, shown)| shown).collect();
    shown.join("; ")
}

fn with_amount(amount: &Amount) -> String {
    let mut shown = amount.number.to_string();
    if let Some(denominator) = &amount.denominator {
        shown += &format!("/{denominator}");
    }
    if let Some(unit) = &amount.unit {
        shown += &format!("|{unit}");
    }
    match amount.tail {
        Some(Tail::AtLeast) => shown += " or more",
        Some(Tail::AtMost) => shown += " or less",
        Some(Tail::About) => shown += " about",
        None => {}
    }
    match amount.end {
        Some(End::Low) => shown += " low",
        Some(End::High) => shown += " high",
        None => {}
    }
    if amount.accumulated {
        shown += " over the years";
    }
    if amount.chinese {
        shown += " in words";
    }
    shown
}

#[test]
fn dump() {
    let Ok(path) = std::env::var("FIGURES_FILE") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let found = figures(&text, Units::standard());
    let digits = found
        .figures
        .iter()
        .filter(|f| text[f.at.clone()].starts_with(|c: char| c.is_ascii_digit()))
        .count();
    println!("digits {digits} all {}", found.figures.len());
    for f in &found.figures {
        let b: String = text[..f.whole.start]
            .chars()
            .rev()
            .take(6)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let a: String = text[f.whole.end..].chars().take(6).collect();
        let says = match &f.says {
            Says::Amount(a) => with_amount(a),
            other => format!("{other:?}"),
        };
        println!(
            "{}[{}]{} :: {} :: {}",
            b.replace(['\n', '\t'], "⏎"),
            &text[f.whole.clone()],
            a.replace(['\n', '\t'], "⏎"),
            &text[f.at.clone()],
            says
        );
    }
    for p in &found.periods {
        println!("{} {}", &text[p.at.clone()], p.years);
    }
    if std::env::var("FIGURES_TIME").is_ok() {
        let n = std::time::Instant::now();
        for _ in 0..20 {
            figures(&text, Units::standard());
        }
        println!("{:?}", n.elapsed() / 20);
    }
}
