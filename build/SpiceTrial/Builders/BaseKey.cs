namespace SpiceTrial.Builders;

/// <summary>Names a base environment by everything that decides its content: suite, architecture, day, mirror, Build-Depends and
/// recipe.</summary>
public sealed record BaseKey(string Suite, string Architecture, DateOnly Date, string Digest)
{
    /// <summary>Raised when the recipe changes what is in the base.</summary>
    const int Recipe = 5;

    public static BaseKey Of(BuildRequest request) =>
        Of(request.Suite, request.Architecture, request.BaseDate, request.MirrorUri, request.Source.BuildDepends);

    public static BaseKey Of(string suite, string architecture, DateOnly date, string? mirrorUri, string buildDepends) => new(
        suite, architecture, date, FileRecord.Sha256Of($"{Recipe}\n{mirrorUri}\n{buildDepends}")[..12]);

    /// <summary>The day in a key's text, or <c>null</c>.</summary>
    public static DateOnly? DateOf(string? key) =>
        key?.Split('-') is [.., var day, _] && DateOnly.TryParseExact(day, "yyyyMMdd", out var date) ? date : null;

    public override string ToString() => $"{Suite}-{Architecture}-{Date:yyyyMMdd}-{Digest}";
}
