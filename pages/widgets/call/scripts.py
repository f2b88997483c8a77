"""What can be said at each step, in plain sentences to read aloud (product.md 1)?"""

SCRIPTS: dict[int, tuple[str, ...]] = {
    0: ("“I can find that for you right now. Where are you, roughly?”",),
    1: (
        "“You don't have to tell me who you are. Only if somebody's life is in danger, or a child is "
        "being hurt, would I have to tell someone.”",
        "“Is it safe for you to talk?”",
        "“Is this about you, or about someone you care about?”",
        "“May I have a number in case we are cut off? You don't have to give one.”",
    ),
    2: (
        "“I ask everybody these four questions.”",
        "Ask in your own words and in any order. What is not answered stays not cleared.",
    ),
    3: ("“Where would you say you are with this at the moment?”",),
    4: ("“What may I call you? A first name, or any name, is enough.”",),
    5: (
        "“I ask so that nothing I suggest can hurt you. You can skip any of it.”",
        "“Stopping alcohol or sedatives alone can be dangerous. Let us find you help for that.”",
    ),
    6: (
        "“Who is on your side?”",
        "“Who could help with something practical?”",
        "“Is there anyone or anywhere you need distance from?”",
    ),
    7: ("“What would have to be true for you to go there?”", "“What did not suit you before?”"),
    8: (
        "“I have up to three for you. Do you have something to write with?”",
        "“May we ring you to hear how it went? Who might pick up?”",
    ),
}
