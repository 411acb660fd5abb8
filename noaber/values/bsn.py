"""The eleven-test that every burgerservicenummer passes: to keep such numbers out, and to catch a slip of the pen."""


def passes_eleven_test(digits: str) -> bool:
    """Could these nine digits be a citizen number? d1 x 9 + d2 x 8 + ... + d8 x 2 - d9 is a multiple of eleven."""
    if len(digits) != 9 or not digits.isdigit() or digits == "0" * 9:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0
