using System.Diagnostics;

namespace Portal.Embedded.Hosting.Processes;

/// <summary>Whom a server runs as: its own user when the engine is root, otherwise whoever runs the engine.</summary>
internal sealed record ServerUser(string? Name)
{
    public static readonly ServerUser Self = new(default(string));

    public static ServerUser Called(string name) => Environment.IsPrivilegedProcess ? new(name) : Self;

    public void TakeOver(string path)
    {
        if (Name is null)
            return;
        using var chown = Process.Start("/bin/chown", ["-R", "-h", $"{Name}:", path]);
        chown.WaitForExit();
        if (chown.ExitCode != 0)
            throw new StartFailedException($"{path} cannot be given to the user {Name}.");
    }
}
