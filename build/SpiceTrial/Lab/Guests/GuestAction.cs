namespace SpiceTrial.Lab;

public enum GuestAction
{
    Draw,
    Oom,

    /// <summary>Nothing is drawn; time passes, so that the server can stop streams.</summary>
    Idle,

    /// <summary>The run is over.</summary>
    End,
}
