namespace SpiceTrial.Lab;

/// <summary>The fixed places of chrome: row by row with one pixel between, beside the video or on it.</summary>
static class Places
{
    /// <exception cref="TrialException">There is no room for so many.</exception>
    public static IReadOnlyList<Box> Of(Scenario scenario, ChromeLoad chrome)
    {
        var places = All(scenario, chrome).Take(chrome.Places).ToList();
        return places.Count == chrome.Places ? places : throw new TrialException(
            $"only {places.Count} of {chrome.Places} places of {chrome.Size} fit {(chrome.Where == PlaceWhere.OnVideo ? "on" : "beside")} "
                + "the video",
            $"scenario {scenario.Name}",
            "Take fewer or smaller places, or a larger surface",
            ExitStatus.BadInput);
    }

    static IEnumerable<Box> All(Scenario scenario, ChromeLoad chrome)
    {
        var video = VideoBox(scenario.Video);
        var area = chrome.Where == PlaceWhere.OnVideo ? video : new Box(0, 0, scenario.Surface);
        for (var top = area.Top; top + chrome.Size.Height <= area.Bottom; top += chrome.Size.Height + 1)
        {
            for (var left = area.Left; left + chrome.Size.Width <= area.Right; left += chrome.Size.Width + 1)
            {
                var box = new Box(left, top, chrome.Size);
                if (chrome.Where == PlaceWhere.OnVideo || !box.Overlaps(video))
                    yield return box;
            }
        }
    }

    public static Box VideoBox(VideoLoad video) => new(video.Left, video.Top, video.Size);
}
