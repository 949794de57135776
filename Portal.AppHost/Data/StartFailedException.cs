namespace Portal.AppHost.Data;

/// <summary>The portal cannot start; the message is for whoever started it.</summary>
/// <param name="exitCode">2: wrong use, the same command cannot succeed as things are. 1: something failed.</param>
internal sealed class StartFailedException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;
}
