//! stub
#![allow(missing_docs)]
use crate::model::*; use crate::value::*; use std::collections::HashMap;
#[derive(Debug,Clone,Default)] pub struct Cube(pub HashMap<(IndicatorId,RegionId,Year),(Quantity,Status)>);
#[derive(Debug,Clone,Copy,Default)] pub struct Status{ pub b: bool }
impl Status { pub fn breaks_series(self)->bool{ self.b } }
pub struct Figure<'a>(&'a (Quantity,Status));
impl Figure<'_> { pub fn quantity(&self)->Quantity{ self.0.0.clone() } pub fn status(&self)->Status{ self.0.1 } }
impl Cube { pub fn figure(&self,i:IndicatorId,r:RegionId,y:Year)->Option<Figure<'_>>{ self.0.get(&(i,r,y)).map(Figure) } }
