// Package report prints what apcheck lint found: for people, for programs, and for
// what shows findings beside code.
//
// A [Report] has the findings where they stand in the files of the user, which is
// not always where they stand in the text of a policy: a template writes it in
// another form. [Place] brings them there.
package report
