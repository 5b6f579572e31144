using System.Security.Cryptography;
using System.Text;

namespace SpiceTrial.Builders;

/// <summary>Names a base environment by everything that decides its content: suite, architecture, day, mirror, Build-Depends and recipe.</summary>
public sealed record BaseKey(string Suite, string Architecture, DateOnly Date, string Digest)
{
    /// <summary>Raised when the recipe changes what is in the base.</summary>
    const int Recipe = 3;

    public static BaseKey Of(BuildRequest request) => new(request.Suite, request.Architecture, request.BaseDate, Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{Recipe}\n{request.MirrorUri}\n{request.Source.BuildDepends}")))[..12]);

    public override string ToString() => $"{Suite}-{Architecture}-{Date:yyyyMMdd}-{Digest}";
}
