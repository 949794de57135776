using System.Runtime.CompilerServices;

namespace Portal.Contracts.Tests;

/// <summary>What the world was promised, in <c>approved/</c>.</summary>
internal static class Approved
{
    private static readonly bool Approving = Environment.GetEnvironmentVariable("APPROVE") == "1";

    public static IEnumerable<string> Names => Directory.GetFiles(Folder()).Select(file => Path.GetFileName(file)!);

    public static void Is(string name, string actual)
    {
        var file = Path.Combine(Folder(), name);
        if (Approving)
            File.WriteAllText(file, actual);
        var promised = File.Exists(file) ? File.ReadAllText(file) : null;
        if (promised != actual)
            Assert.Fail(
                $"""
                {name} is not what was approved. Consumers exist that rely on it: a member may only be added, and optional; anything
                else is a new version in a namespace of its own. If this change is meant, approve it and commit the file:
                  APPROVE=1 dotnet test --project tests/Portal.Unit.Tests
                --- approved
                {promised ?? "(nothing yet)"}
                --- now
                {actual}
                """
            );
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "approved");
}
