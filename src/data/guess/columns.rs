//! Which columns of figures are what was measured: words between the years and the figures may say
//! that one is a target, a part of the whole, or a rate of change.

use super::axes::{Axes, Axis, Numbering};
use super::{Looker, put};
use crate::data::figure::{self, Said};
use crate::data::headings::{is_promise, is_second_heading, year};
use crate::data::manifest::{Origin, TableMap};
use crate::data::mapped::label;
use crate::data::observations::{INDICATOR, REGION, UNIT};
use crate::data::said_unit;

/// Words for a part of the people or the year, or for a change.
const PARTS: [&str; 22] = [
    "男",
    "女",
    "城镇",
    "乡村",
    "农村",
    "城市",
    "增长",
    "增幅",
    "增速",
    "增减",
    "同比",
    "环比",
    "比重",
    "占比",
    "位次",
    "排名",
    "完成率",
    "进度",
    "季度",
    "月",
    "累计",
    "较上年",
];

/// Words for all of it, as it was measured.
const WHOLES: [&str; 14] = [
    "合计",
    "总计",
    "小计",
    "全部",
    "全市",
    "实际",
    "完成",
    "实绩",
    "绝对额",
    "绝对数",
    "总量",
    "数值",
    "数量",
    "基期",
];

/// What a word between the years and the figures says of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Whole,
    Promise,
    Part,
    Unknown,
}

fn says(text: &str) -> Says {
    if is_promise(text) {
        Says::Promise
    } else if WHOLES.iter().any(|word| text.contains(word)) {
        Says::Whole
    } else if PARTS.iter().any(|word| text.contains(word)) {
        Says::Part
    } else {
        Says::Unknown
    }
}

impl Looker<'_> {
    /// Takes from the columns of figures those that hold something else, and finds a row of units.
    pub(super) fn narrow(&mut self, map: &mut TableMap, axes: &Axes) {
        let across: Vec<u32> = axes.above.iter().map(|(_, row)| *row).collect();
        let mut whole: Vec<u32> = Vec::new();
        let mut dropped: Vec<u32> = Vec::new();
        for row in axes.first_heading..=axes.last_heading {
            if across.contains(&row) {
                continue;
            }
            let cells: Vec<(u32, String)> = map
                .values
                .iter()
                .map(|&column| (column, self.cell(row, column)))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            if cells.is_empty() {
                continue;
            }
            if cells.iter().all(|(_, text)| self.is_unit(text)) {
                if map.origins.get(UNIT).is_some_and(Option::is_none) {
                    put(map, UNIT, Origin::Row(row));
                }
                continue;
            }
            for (column, text) in cells {
                // Units above the figures are read wherever they stand.
                if self.is_unit(&text) {
                    continue;
                }
                let key = match says(&text) {
                    Says::Whole => {
                        whole.push(column);
                        continue;
                    }
                    Says::Promise => "promise_column",
                    Says::Part => "part_column",
                    Says::Unknown => "subheading",
                };
                self.doubt(key, Some((row, column)), &text, None);
                if key != "subheading" {
                    dropped.push(column);
                }
            }
        }
        map.values.retain(|column| !dropped.contains(column));
        self.one_of_a_kind(map, &across, &whole);
        self.unread(map, axes, &dropped);
    }

    /// Of several columns under the same years and names the one that says that it is the whole.
    fn one_of_a_kind(&mut self, map: &mut TableMap, across: &[u32], whole: &[u32]) {
        if across.is_empty() {
            return;
        }
        let heads = |column: u32| -> Vec<String> {
            let texts = across.iter().map(|row| self.cell(*row, column));
            texts
                .map(|text| label(&text, &self.plan.units).name)
                .collect()
        };
        let mut kept = Vec::new();
        let mut twice = Vec::new();
        for &column in &map.values {
            let own = heads(column);
            let same: Vec<u32> = map
                .values
                .iter()
                .copied()
                .filter(|other| heads(*other) == own)
                .collect();
            let wholes: Vec<u32> = same
                .iter()
                .copied()
                .filter(|one| whole.contains(one))
                .collect();
            match (same.as_slice(), wholes.as_slice()) {
                ([_], _) => kept.push(column),
                (_, [only]) if *only == column => kept.push(column),
                (_, [_]) => twice.push((column, own.join(" "))),
                _ => twice.push((column, own.join(" "))),
            }
        }
        let row = across.first().copied().unwrap_or_default();
        for (column, text) in twice {
            self.doubt("same_twice", Some((row, column)), &text, None);
        }
        map.values = kept;
    }

    /// Columns with numbers that are not read.
    fn unread(&mut self, map: &TableMap, axes: &Axes, dropped: &[u32]) {
        let (first, last) = axes.body;
        let is_told = |column: &u32| {
            dropped.contains(column)
                || axes.values.contains(column)
                || axes.beside.iter().any(|(_, own)| own == column)
                || map.values.contains(column)
        };
        let others = (0..self.width).filter(|column| !is_told(column));
        let mut others: Vec<_> = others.map(|own| (own, Numbering::default())).collect();
        // Down the rows, for a row is cut into its fields as a whole.
        for row in first..=last {
            for (column, numbers) in &mut others {
                let text = self.cell(row, *column);
                if matches!(figure::read(&text), Ok(Said::Number { .. })) {
                    numbers.see(&text);
                }
            }
        }
        for (column, numbers) in others {
            // 序号 is no figure.
            if numbers.holds() {
                continue;
            }
            let heading = (axes.first_heading..=axes.last_heading)
                .rev()
                .map(|row| (row, self.cell(row, column)))
                .find(|(_, text)| !text.is_empty());
            let (row, text) = heading.unwrap_or((first, String::new()));
            self.doubt("unread_column", Some((row, column)), &text, None);
        }
    }

    /// A heading among the figures begins another table: the rows from there on are not read.
    pub(super) fn end_before_second(&mut self, map: &mut TableMap, axes: &Axes) {
        let (first, last) = axes.body;
        let names = axes.beside.iter().copied();
        let names = names.filter(|(at, _)| [INDICATOR, REGION].contains(at));
        let cells = |row: u32| -> Vec<String> {
            let values = map.values.iter();
            values.map(|&column| self.cell(row, column)).collect()
        };
        let years = axes.above.iter().find(|(axis, _)| *axis == Axis::Year);
        let above = years.map(|(_, row)| cells(*row));
        let is_heading = |row: u32| {
            let names = names.clone();
            let names: Vec<_> = names
                .map(|(at, column)| (at, self.cell(row, column)))
                .collect();
            let year_of = |text: &str| year(&label(text, &self.plan.units).name);
            is_second_heading(&names, &cells(row), above.as_deref(), year_of)
        };
        if let Some(row) = (first + 1..=last).find(|&row| is_heading(row)) {
            map.rows = Some((first, Some(row - 1)));
            self.doubt("second_table", Some((row, 0)), &self.cell(row, 0), None);
        }
    }

    /// A unit in the heading above the names, as in `指标（万人）`.
    pub(super) fn unit_of_heading(&mut self, map: &mut TableMap, axes: &Axes) {
        for (at, column) in &axes.beside {
            if *at != INDICATOR {
                continue;
            }
            for row in axes.first_heading..=axes.last_heading {
                let text = self.cell(row, *column);
                let lacks = map.origins.get(UNIT).is_some_and(Option::is_none);
                if let Some(unit) = label(&text, &self.plan.units).unit.filter(|_| lacks) {
                    put(map, UNIT, Origin::Is(self.placed(&unit)));
                    self.doubt("unit_of_heading", Some((row, *column)), &text, Some(&unit));
                }
            }
        }
    }

    /// The unit in a title: of several, each indicator takes the one that fits it.
    pub(super) fn unit_of_title(
        &mut self,
        map: &mut TableMap,
        titles: &[(Option<(u32, u32)>, String)],
        heading: u32,
    ) {
        let units = &self.plan.units;
        let own = match map.origins.get(UNIT) {
            Some(Some(Origin::Is(unit))) => Some(unit.text.clone()),
            _ => None,
        };
        let mut all: Vec<String> = own.into_iter().collect();
        let mut first: Option<(Option<(u32, u32)>, String)> = None;
        let mut before = "";
        for (place, title) in titles {
            let is_title = place.is_none_or(|(row, _)| row < heading);
            let unit = match is_title {
                true => said_unit::in_title(title, units),
                // Brackets in a heading are those of one column.
                false => said_unit::after_word(title, units),
            };
            let is_behind = before.trim_end_matches([':', '：', ' ']).ends_with("单位");
            let unit = unit.or_else(|| said_unit::whole(title, units).filter(|_| is_behind));
            if let Some(unit) = unit.filter(|unit| !all.contains(unit)) {
                first.get_or_insert_with(|| (*place, title.clone()));
                all.push(unit);
            }
            before = title;
        }
        let Some((place, title)) = first else {
            return;
        };
        let all = all.join("、");
        match map.origins.get(UNIT) {
            Some(Some(Origin::Column(_) | Origin::Row(_))) => {
                if self.lacks_units(map) {
                    self.doubt("unit_unused", place, &title, Some(&all));
                }
            }
            _ => {
                put(map, UNIT, Origin::Is(self.placed(&all)));
                let key = match all.contains('、') {
                    true => "units_of_title",
                    false => "unit_of_title",
                };
                self.doubt(key, place, &title, Some(&all));
            }
        }
    }

    /// Whether some figure has a blank where its unit is said.
    fn lacks_units(&self, map: &TableMap) -> bool {
        let Some((first, Some(last))) = map.rows else {
            return false;
        };
        match map.origins.get(UNIT) {
            Some(Some(Origin::Column(column))) => (first..=last).any(|row| {
                self.cell(row, *column).is_empty() && self.has_figures(row, &map.values)
            }),
            Some(Some(Origin::Row(row))) => {
                let mut values = map.values.iter();
                values.any(|&column| self.cell(*row, column).is_empty())
            }
            _ => false,
        }
    }

    /// The region in a title, where it is not the plan's own.
    pub(super) fn region_of_title(
        &mut self,
        map: &mut TableMap,
        titles: &[(Option<(u32, u32)>, String)],
    ) {
        let own = self.plan.regions.name(self.plan.regions.own()).to_owned();
        let is_own = titles.iter().any(|(_, title)| title.contains(&own));
        for (place, title) in titles {
            let names = self.plan.regions.names();
            let within = names.filter(|name| name.chars().count() > 1 && title.contains(name));
            let longest = within.max_by_key(|name| name.len()).map(str::to_owned);
            match longest {
                Some(name) if self.is_own(&name) => return,
                Some(name) => {
                    put(map, super::REGION, Origin::Is(self.placed(&name)));
                    self.doubt("region_of_title", *place, title, Some(&name));
                    return;
                }
                None => {}
            }
            // 四川省2023年…: a place that the plan does not have.
            let start: String = title.chars().take(8).collect();
            if !is_own && start.contains(['省', '州', '盟']) {
                self.doubt("place_of_title", *place, title, Some(&own));
                return;
            }
        }
    }

    fn is_own(&self, name: &str) -> bool {
        use crate::model::Place;
        let own = self.plan.regions.own();
        matches!(self.plan.regions.find(name), Some(Place::Region(id)) if *id == own)
    }
}
