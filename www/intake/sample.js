// The sample article, of the project's own writing. Its people and the events in it are invented.

export const SAMPLE = `Three countries sign tide-warning pact in Geneva, and quarrel over who delayed it

GENEVA, March 4, 2026 — Norway, Kenya and Portugal agreed on Wednesday to build a shared network of tide-warning buoys, ending two years of talks that had stalled over money.

Norwegian Foreign Minister Ingrid Solheim stated on Wednesday that the three governments would spend $3.5 billion over ten years, about 40 percent of it before 2030. The first buoys could be in the water by June, she emphasized.

According to a statement from the World Meteorological Organization, the network will cover 1,200 kilometers of coast and send warnings within 90 seconds. The agency’s deputy director for oceans, Amara Okonjo-Reyes, called it “the most useful thing we have done with steel and batteries in a generation.”

Not everyone was pleased. Rui Teles, an opposition lawmaker in Lisbon, accused the Portuguese government of hiding the true cost from parliament. He said the Finance Ministry had denied that any contract was signed, although two shipyards had already hired workers.

A spokesperson for the ministry declined to comment.

Kenyan Deputy Transport Minister Josphat Mwangi denied that his country had threatened to leave the talks last autumn. “We never walked out,” Mwangi told reporters. “We asked for a fair share, and we got one.”

Solheim, who has led the negotiations since 2024, described a long night.

“At two in the morning there was no agreement and no coffee,” she said. “I honestly believed that we would all go home.

“Then the delegation from Kenya drew the map again, from the other side of the ocean, and the whole room went quiet.”

A diplomat familiar with the talks, who asked not to be named, said the United States may join next year. Washington has not confirmed this. The European Commission is expected to review the plan on Thursday, and analysts at Harbour Watch, a research group in Rotterdam, predicted that at least four more countries would follow by the end of 2027.

Elena Brandt, who runs a fishing cooperative near Bergen, was less sure. The sea, she noted, does not read agreements. “If it rings in time, I will thank them,” Brandt said. “My grandfather’s generation had a church bell and a good memory.”
`;
