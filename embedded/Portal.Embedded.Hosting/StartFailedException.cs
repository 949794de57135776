namespace Portal.Embedded.Hosting;

/// <summary>The application did not come up; the message says why and what to do about it.</summary>
public sealed class StartFailedException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;
}
