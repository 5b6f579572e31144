using System.Diagnostics.CodeAnalysis;

namespace SpiceTrial.Tests.Debian;

/// <summary>Versions that are alike enough to be hard to order.</summary>
[SuppressMessage("Security", "CA5394", Justification = "Test data must be repeatable, not secret.")]
sealed class VersionGenerator(int seed)
{
    const string Pieces = "~+.-az019AZ";

    readonly Random random = new(seed);

    /// <summary>Pairs whose order matters to this project.</summary>
    public static IEnumerable<(string Left, string Right)> Telling =>
    [
        ("0.15.1-1", "0.15.1-1+0ntrace128"),
        ("0.15.1-1+0ntrace128", "0.15.1-1+b1"),
        ("0.15.1-1+0ntrace128", "0.15.1-1+deb12u1"),
        ("0.15.1-1~bpo12+1", "0.15.1-1"),
        ("1.0", "1.0-0"),
        ("1.0", "0:1.00"),
        ("1:0.1", "9.9"),
        ("1.0~~", "1.0~~a"),
    ];

    public (string Left, string Right) Pair()
    {
        var left = Make();
        // Often a small change of the other: two random texts seldom get past their first character.
        return (left, random.Next(4) == 0 ? Make() : Changed(left));
    }

    string Make() =>
        ($"{(random.Next(5) == 0 ? $"{random.Next(3)}:" : "")}{random.Next(12)}{Text(6)}"
            + $"{(random.Next(2) == 0 ? $"-{random.Next(3)}{Text(3).Replace("-", "")}" : "")}").TrimEnd('-');

    string Changed(string text)
    {
        // Behind the epoch and the first digit, which must stay.
        var at = random.Next(text.IndexOf(':', StringComparison.Ordinal) + 2, text.Length + 1);
        var piece = Pieces[random.Next(Pieces.Length)].ToString();
        return text.Insert(at, piece == "-" ? "0" : piece);
    }

    string Text(int longest) => new([.. Enumerable.Range(0, random.Next(longest)).Select(_ => Pieces[random.Next(Pieces.Length)])]);
}
