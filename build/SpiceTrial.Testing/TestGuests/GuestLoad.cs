using SpiceTrial.Lab;

namespace SpiceTrial.Testing;

/// <summary>A scenario of the lab as the arguments of the guest's load (<c>guest-load.c</c>). What the guest decides itself, such as when
/// OOMs come, is not in it.</summary>
static class GuestLoad
{
    /// <summary>With commas between, for the kernel's command line.</summary>
    public static string Words(Scenario scenario, double seconds, int seed)
    {
        var video = scenario.Video;
        if (scenario.Guest == GuestKind.Desktop)
            return FormattableString.Invariant($"desktop,{seconds},{video.Play},{video.Pause},{video.Size},{video.Left},{video.Top}");
        List<object> words =
        [
            seconds, seed, "video", video.Size.Width, video.Size.Height, video.Left, video.Top, video.Fps, video.Jitter,
            Names.Dashed($"{video.Content}"), video.Play, video.Pause,
        ];
        foreach (var chrome in scenario.Chrome)
        {
            words.AddRange(
            [
                "chrome", chrome.Size.Width, chrome.Size.Height, chrome.Places, chrome.Rate ?? 0, chrome.PerFrame ?? 0, chrome.Jitter,
                Names.Dashed($"{chrome.Content}"), Names.Dashed($"{chrome.Order}"), Names.Dashed($"{chrome.Where}"), chrome.Play,
                chrome.Pause,
            ]);
        }

        return string.Join(',', words.Select(x => Convert.ToString(x, CultureInfo.InvariantCulture)));
    }
}
