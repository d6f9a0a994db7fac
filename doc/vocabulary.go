package doc

// The words that a field with a fixed vocabulary can hold. The JSON Schema has the same lists; a test compares them.
var (
	Kinds              = []string{"article", "transcript", "release"}
	TurnRoles          = []string{"question", "answer", "statement"}
	AttributionTypes   = []string{"direct", "indirect", "mixed"}
	SourceKinds        = []string{"person", "office", "state", "organisation", "document", "group", "anonymous"}
	EventStatuses      = []string{"actual", "planned", "hypothetical", "negated"}
	Quads              = []string{"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"}
	Stances            = []string{"supports", "opposes", "declines", "demands", "offers", "conditions"}
	Deltas             = []string{"new", "reiterated", "shifted", "qualified", "withdrawn"}
	EngagementStatuses = []string{"ongoing", "planned", "proposed", "suspended", "ended"}

	// EventTypes are those of PLOVER 0.8 (manual of 2021), from cooperation to conflict.
	EventTypes = []string{
		"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT",
		"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
	}

	EngagementKinds = []string{
		"dialogue", "consultation", "exercise", "military-to-military", "capacity-building", "visit", "summit", "hotline",
		"agreement",
	}
)

var fields = []Field{InText, InTitle, InDeck}
