"""What can be seen in each work, in words, for the alt texts of its pictures."""

SEEN = {
    "tailwind": "Bands of navy, ochre, vermilion and sage that bend round each other like reeds in wind",
    "headwind": "Hundreds of fine blue-green lines combed one way, a few strands of red among them",
    "quarter-turn": "Striped quarter circles in navy, pale blue and orange that join into loops and rings",
    "two-pendulums": "A cross of thin dark blue loops that shrink towards a red heart",
    "sunhead": "A ring of glowing yellow dots on dark green, set in spirals like sunflower seeds",
    "contour-interval": "A map of hills and hollows in teal, pale green and apricot under fine contour lines",
    "slow-reaction": "A maze of thick wandering lines that turns from red at the top to plum at the foot",
    "interference": "Two sets of rings, one blue, one red, that overlap into a shimmering purple lens",
    "steps": "A heap of stacked cubes in coral, slate, cream and yellow, seen from one corner",
    "ridge-lines": "A jagged mountain made of thin pale lines, one behind the other, on midnight blue",
    "house-rules": "A grid of quarter circles, discs and triangles in navy, ochre, red, sage and blush",
    "low-sun": "A red sun half sunk behind a horizon of dark blue lines that ripple towards the viewer",
    "disorder": "Rows of neat black squares that tilt and tumble further down, a few filled yellow",
    "field-boundaries": "A patchwork of fields, each hatched its own way in green, ochre, blue or red",
    "the-long-way-home": "One unbroken angular line on indigo that swells to form a glowing ball",
    "room-for-one-more": "Discs of every size packed together in red, ochre, blue and blush, some ringed",
}

CLOSE = {
    "tailwind": "Round ends of navy, ochre and green bands from close by, thin lines in the gaps",
    "headwind": "Blue, green and red strands from close by, thick ones first and thin ones squeezed between",
    "quarter-turn": "Striped arcs from close by, where one band dives under another at the edge of a tile",
    "two-pendulums": "Crossing loops from close by: blue hairlines that close up to black, red at the heart",
    "sunhead": "Yellow, orange and green dots from close by on dark green, with specks of paper in the ink",
    "contour-interval": "Contour lines from close by, every fifth one heavier, over teal, cream and apricot",
    "slow-reaction": "Rounded dead ends and bridges of the red maze from close by",
    "interference": "The lens where blue and red rings cross, from close by, the overlap printed dark purple",
    "steps": "Tops and shaded sides of coral, slate and cream cubes from close by",
    "ridge-lines": "The summit from close by: yellow lines that rise, fall and hide one another",
    "house-rules": "A few squares of the grid from close by: a quarter disc, a triangle, a disc with a dot",
    "low-sun": "The edge of the red sun from close by, dark lines of water printed across it",
    "disorder": "Tilted black squares from close by, two of them filled with yellow",
    "field-boundaries": "Six or seven hatched fields from close by, a pale path of bare paper between them",
    "the-long-way-home": "Turns of the line from close by, bold and yellow within the ball, thin outside it",
    "room-for-one-more": "Ringed and plain discs from close by, small ones in the gaps between large ones",
}
