using Spectre.Console;

namespace Portal.Ctl.Commands;

/// <summary>Bars of progress on standard error, if that is a terminal; else nothing.</summary>
internal sealed class Bars(ProgressContext? bars)
{
    public static async Task While(Func<Bars, Task> work)
    {
        if (Console.IsErrorRedirected)
        {
            await work(new Bars(null));
            return;
        }
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await screen
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(context => work(new Bars(context)));
    }

    /// <param name="total">0: nobody knows.</param>
    /// <returns>To be called with how much more was done.</returns>
    public Action<int> Start(string what, long total)
    {
        if (bars?.AddTask(Markup.Escape(what), maxValue: Math.Max(total, 1)) is not { } bar)
            return _ => { };
        if (total > 0)
            return done => bar.Increment(done);
        bar.IsIndeterminate = true;
        var counted = 0;
        return done => bar.Description = $"{Markup.Escape(what)} {Interlocked.Add(ref counted, done)}";
    }
}
