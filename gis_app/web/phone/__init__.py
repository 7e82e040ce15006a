"""The pages that people in the room hold in their hands: phones, the shared tablet, a helper's device."""
