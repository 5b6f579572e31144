/// <summary>A parameter with named values.</summary>
enum Pace
{
    Slow,
    Fast,
}
