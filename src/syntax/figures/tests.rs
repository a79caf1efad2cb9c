use super::figures;
use crate::value::Units;

#[test]
fn every_run_of_digits_is_a_figure() {
    let found = figures("达到4.5个，1,182,406户", Units::standard());
    assert_eq!(found.figures.len(), 2);
}
