namespace SpiceTrial.Lab;

public enum PlaceWhere
{
    BesideVideo,
    OnVideo,
}
