package slow

import (
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// Smaller returns worlds that each lack one thing.
func (w World) Smaller() (worlds []World) {
	without := func(present bool, change func(*World)) {
		if present {
			smaller := w.clone()
			change(&smaller)
			none := func(doc *policy.Document) bool { return doc == nil }
			smaller.Identity, smaller.Session = slices.DeleteFunc(smaller.Identity, none), slices.DeleteFunc(smaller.Session, none)
			worlds = append(worlds, smaller)
		}
	}
	for i, a := range w.Accounts {
		without(true, func(w *World) { w.Accounts = slices.Delete(w.Accounts, i, i+1) })
		without(len(a.ServiceControl) > 0, func(w *World) { w.Accounts[i].ServiceControl = nil })
		without(len(a.ResourceControl) > 0, func(w *World) { w.Accounts[i].ResourceControl = nil })
		without(a.Block != Block{}, func(w *World) { w.Accounts[i].Block = Block{} })
	}
	without(w.Endpoint != nil, func(w *World) { w.Endpoint = nil })
	without(w.CallerTags != nil, func(w *World) { w.CallerTags = nil })
	without(w.Bucket.Tags != nil, func(w *World) { w.Bucket.Tags = nil })
	without(w.Bucket.ABAC, func(w *World) { w.Bucket.ABAC = false })
	without(w.Bucket.Block == nil || *w.Bucket.Block != Block{}, func(w *World) { w.Bucket.Block = &Block{} })
	if ap := w.AccessPoint; ap != nil {
		without(ap.Block == nil || *ap.Block != Block{}, func(w *World) { w.AccessPoint.Block = &Block{} })
		without(ap.Tags != nil, func(w *World) { w.AccessPoint.Tags = nil })
		without(ap.VPC != "", func(w *World) { w.AccessPoint.VPC = "" })
	}
	clone := w.clone()
	for i, place := range clone.places() {
		if *place == nil {
			continue
		}
		without(true, func(w *World) { *w.places()[i] = nil })
		for _, doc := range SmallerDocuments(*place) {
			without(true, func(w *World) { *w.places()[i] = doc })
		}
	}
	return worlds
}

// clone returns a copy of what places and Smaller change.
func (w World) clone() World {
	w.Accounts, w.Identity, w.Session = slices.Clone(w.Accounts), slices.Clone(w.Identity), slices.Clone(w.Session)
	if w.AccessPoint != nil {
		ap := *w.AccessPoint
		w.AccessPoint = &ap
	}
	if w.Endpoint != nil {
		e := *w.Endpoint
		w.Endpoint = &e
	}
	return w
}

// places returns where the world's policies are, but for those of organizations.
func (w *World) places() []**policy.Document {
	places := []**policy.Document{&w.Bucket.Policy, &w.Boundary}
	for i := range w.Identity {
		places = append(places, &w.Identity[i])
	}
	for i := range w.Session {
		places = append(places, &w.Session[i])
	}
	if w.AccessPoint != nil {
		places = append(places, &w.AccessPoint.Policy)
	}
	if w.Endpoint != nil {
		places = append(places, &w.Endpoint.Policy)
	}
	return places
}

// Smaller returns requests that each lack one thing.
func (a Ask) Smaller() (asks []Ask) {
	for _, facts := range a.Facts.Smaller() {
		smaller := a
		smaller.Facts = facts
		asks = append(asks, smaller)
	}
	if a.Source == nil {
		return asks
	}
	without := a
	without.Source = nil
	asks = append(asks, without)
	for _, w := range a.Source.World.Smaller() {
		smaller := a
		smaller.Source = &Source{w, a.Source.Name, a.Source.Key, a.Source.Version}
		asks = append(asks, smaller)
	}
	return asks
}

// Compiles reports whether all policies of the world are well-formed.
func (w World) Compiles() bool {
	return !slices.ContainsFunc(w.places(), func(place **policy.Document) bool {
		if *place == nil {
			return false
		}
		_, err := (*place).Compile()
		return err != nil
	})
}
