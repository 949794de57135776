using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Portal.Embedded.Hosting.Output;

/// <summary>
/// The terminal: one line of one resource at a time, named and, for people, coloured. Nobody waits for it: when whoever reads
/// the engine's output stops reading, lines are dropped (the files have them) and no service is held up.
/// </summary>
internal sealed class ConsoleLog
{
    private const int MostWaiting = 20_000;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);
    private static readonly string[] Colours = ["36", "33", "35", "32", "34", "96", "93", "95", "92", "94"];
    private static readonly bool Coloured = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, string> _colours = [];
    private readonly Thread? _writer;
    private int _width = 12;

    public ConsoleLog(bool quiet)
    {
        if (quiet)
            return;
        _writer = new Thread(() =>
        {
            foreach (var line in _lines.Reader.ReadAllAsync().ToBlockingEnumerable())
                Console.Out.WriteLine(line);
        })
        { IsBackground = true, Name = "console" };
        _writer.Start();
    }

    /// <summary>The engine's own word.</summary>
    public void Say(string message) => Write(Coloured ? $"\e[1mportal:\e[0m {message}" : $"portal: {message}");

    /// <summary>A line that programs wait for: never coloured.</summary>
    public void SayPlainly(string line) => Write(line);

    public void Relay(string name, string line)
    {
        if (_writer is null)
            return;
        var colour = _colours.GetOrAdd(name, _ => Colours[_colours.Count % Colours.Length]);
        _width = Math.Max(_width, name.Length);
        var prefix = name.PadRight(_width) + " | ";
        Write(Coloured ? $"\e[{colour}m{prefix}\e[0m{line}" : prefix + line);
    }

    public void Close()
    {
        _lines.Writer.TryComplete();
        _writer?.Join(LastWords);
    }

    private void Write(string line)
    {
        if (_writer is not null)
            _lines.Writer.TryWrite(line);
    }
}
