// Package box answers whether boxes cover a box.
//
// A box is a product of sets, one for each dimension, and a set has some of the
// finitely many kinds of values of its dimension, which are numbered from 0. To
// decide whether boxes cover a box takes, at worst, exponentially many steps in the
// number of boxes, so that the steps are bounded.
package box
