using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Ctl.Management;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Portal.Ctl.Commands;

/// <summary>One run of one command: its arguments, the portal it talks to, and where it writes.</summary>
internal sealed class Session(ParseResult arguments) : IDisposable
{
    private const int WidthOfPipes = 240;
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private ManagementClient? _client;

    public bool AsJson => arguments.GetValue(CommandLine.Json);

    public ManagementClient Client => _client ??= Connect(Timeouts.Interactive);

    public Broker Broker => Broker.Find(arguments.GetValue(CommandLine.Data));

    public ManagementClient Connect(Timeouts timeouts) =>
        _client = new ManagementClient(
            Connection.Find(arguments.GetValue(CommandLine.Data)),
            timeouts,
            TimeProvider.System
        );

    public T? Get<T>(Option<T> option) => arguments.GetValue(option);

    public T Get<T>(Argument<T> argument) => arguments.GetRequiredValue(argument);

    /// <summary>What happened, for people; programs read standard output.</summary>
    public void Say(string line) => (AsJson ? Console.Error : Console.Out).WriteLine(line);

    /// <summary>What is no answer and must not be taken for one: on standard error.</summary>
    public static void Note(string line) => Console.Error.WriteLine(line);

    /// <summary>The answer: as it is for programs, drawn for people.</summary>
    public void Show(object answer, Func<IRenderable> drawing)
    {
        if (AsJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(answer, Readable));
            return;
        }
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthOfPipes;
        AnsiConsole.Write(drawing());
    }

    public void Dispose() => _client?.Dispose();
}
