"""The core query of the bench: what every engine is asked, and must answer bit for bit alike.

In scope is who is of the kind asked for and is online or within twice the limit. Each must is one
bit; no failed bit is a match, exactly one of `NEAR` is a near miss. Score, all whole numbers:
the larger of near (1000·H ÷ (H + metres), H = a quarter of the limit, at least 800 m) and online
(450, where online will do); soon (a meeting 600·120 ÷ (120 + minutes to its next start), else 300);
250 for each wish met; 800 · words of the name found ÷ words; thousandths of 400 for quality less
thousandths of 250 for load. Highest first, then by key.
"""
