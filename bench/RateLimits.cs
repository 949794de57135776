namespace Portal.Bench;

internal static class RateLimits
{
    /// <summary>What is measured is the work, not the fence in front of it. Before the application starts.</summary>
    public static void Lift()
    {
        foreach (var limit in (string[])["Licensing", "Key"])
        {
            Environment.SetEnvironmentVariable($"RateLimits__{limit}__Burst", "1000000000");
            Environment.SetEnvironmentVariable($"RateLimits__{limit}__PerSecond", "1000000000");
        }
    }
}
