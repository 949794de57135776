namespace Portal.Testing;

/// <summary>Waits for what other services do in their own time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30),
        Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until <paramref name="condition"/> holds; after half a minute the test has failed.</summary>
    /// <param name="between">The pause between two questions, where asking is work; else a twentieth of a second.</param>
    public static async Task Is(
        Func<Task<bool>> condition,
        string what,
        TimeSpan? timeout = null,
        TimeSpan? between = null
    )
    {
        using var end = new CancellationTokenSource(timeout ?? Timeout);
        using var pause = new PeriodicTimer(between ?? Between);
        while (!await condition())
        {
            if (end.IsCancellationRequested)
                throw new TimeoutException($"Never happened: {what}.");
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Asks until there is an answer, and hands it out.</summary>
    public static async Task<T> Get<T>(Func<Task<T?>> question, string what)
        where T : class
    {
        T? answer = null;
        await Is(async () => (answer = await question()) is not null, what);
        return answer!;
    }
}
