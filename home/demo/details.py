"""The folded parts below the price, by kind of product."""

from home.demo.entries import Detail

PAPER = Detail(
    "Paper and print",
    "Pigment ink on 240 g/m² cotton paper, matt, with a white margin of 4.5% all round. The seed is "
    "printed on the back, small, in the lower left corner. Made to last a hundred years behind glass.",
)
DELIVERY = Detail(
    "Delivery and returns",
    "Printed when you order. Standard delivery takes three to five working days and is free in the EU from "
    "€60. You have thirty days to send it back, at our cost, as long as it can be hung again.",
)
UNFRAMED = Detail(
    "Frames and care",
    "This one comes without a frame, in a stiff tube up to A2 and flat at A1. Let the sheet lie under a "
    "few books for a night before you frame it. Keep it out of direct sun: the inks forgive a lot, but not "
    "noon.",
)
FRAMES = Detail(
    "Frames and care",
    "Frames are solid oak, oiled or stained black, with real glass, an acid-free mat and a wire on the "
    "back. They come assembled. Dust them with a dry cloth; leave the glass cleaner for the windows.",
)
CLOTH = Detail(
    "Cloth and print",
    "Organic cotton jersey, 180 g/m², knitted and sewn in Portugal. Screen printed with water-based inks, "
    "so you feel the cloth and not a plastic sheet.",
)
WASHING = Detail(
    "Fit and washing",
    "Cut straight; take your usual size, or one more for a loose fit. Wash it inside out at 30 °C, let it "
    "dry on a line, and iron around the print rather than over it.",
)
PORCELAIN = Detail(
    "Porcelain and glaze",
    "White porcelain with the print under the glaze, fired twice. Safe in the dishwasher and the "
    "microwave. The handle takes three fingers of most hands.",
)
CARD_STOCK = Detail(
    "Card and print",
    "Ten by thirteen centimetres on 350 g/m² uncoated card, white border, the back blank but for a thin "
    "line and the seed. Takes fountain pen without a halo. Envelopes are not included: they are postcards.",
)
POSTER = (PAPER, DELIVERY, UNFRAMED)
FRAMED_POSTER = (PAPER, DELIVERY, FRAMES)
SHIRT = (CLOTH, WASHING, DELIVERY)
MUG = (PORCELAIN, DELIVERY)
CARDS = (CARD_STOCK, DELIVERY)
