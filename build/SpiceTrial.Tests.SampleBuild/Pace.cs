using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;

/// <summary>A parameter with named values.</summary>
enum Pace
{
    Slow,
    Fast,
}
