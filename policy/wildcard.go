package policy

// firstWild returns where the first wildcard stands in text, or its length.
func firstWild(text string) int {
	for i := range len(text) {
		if text[i] == '*' || text[i] == '?' {
			return i
		}
	}
	return len(text)
}

func hasWild(text string) bool { return firstWild(text) < len(text) }

// onlyStars reports whether text is stars, if anything.
func onlyStars(text string) bool {
	for i := range len(text) {
		if text[i] != '*' {
			return false
		}
	}
	return true
}
