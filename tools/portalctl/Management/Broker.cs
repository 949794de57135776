using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Portal.Ctl.Management;

/// <summary>RabbitMQ's own command line, rabbitmqctl, against the broker of a portal.</summary>
/// <param name="command">Runs rabbitmqctl where it reaches the broker; arguments follow.</param>
/// <param name="address">Where subscribers reach the broker.</param>
internal sealed class Broker(IReadOnlyList<string> command, Uri address)
{
    public const string CommandVariable = "Broker__Command",
        AddressVariable = "Broker__Address";

    private const string Administrator = "rabbitmq";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="data">Data folder of a running copy; null: what the environment names, else as for services.</param>
    public static Broker Find(string? data)
    {
        if (
            data is null
            && Environment.GetEnvironmentVariable(CommandVariable) is { Length: > 0 } command
            && Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } address
        )
            return new(command.Split(' ', StringSplitOptions.RemoveEmptyEntries), new Uri(address));
        var file = Path.Combine(Connection.FolderOfCopy(data), "endpoints.json");
        try
        {
            var copy = JsonSerializer.Deserialize<Endpoints>(File.ReadAllBytes(file), Json)!;
            return new(copy.BrokerCommand, new Uri(copy.ConnectionStrings[Administrator]));
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or IOException or UnauthorizedAccessException or KeyNotFoundException)
        {
            throw new UnreachableException(
                $"{file} cannot be read: {unreadable.Message} Name the data folder of a running copy with --data, or set {CommandVariable} and {AddressVariable}.",
                unreadable
            );
        }
    }

    /// <summary>What a subscriber connects with.</summary>
    public string ConnectionString(string user, string password) =>
        new UriBuilder(address)
        {
            UserName = user,
            Password = password,
            Path = "",
        }
            .Uri.ToString()
            .TrimEnd('/');

    /// <summary>On the operator's terminal.</summary>
    /// <returns>rabbitmqctl's exit code.</returns>
    public async Task<int> Attach(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments, redirected: false);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    public async Task<JsonElement> Ask(CancellationToken cancellationToken, params string[] arguments) =>
        JsonElement.Parse(await Run(null, cancellationToken, ["--quiet", "--formatter", "json", .. arguments]));

    /// <param name="input">What nobody may see among the arguments: a password.</param>
    public async Task<string> Run(string? input, CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Start(arguments, redirected: true);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output
            : throw new UnreachableException($"rabbitmqctl ended with {process.ExitCode}: {(await errors).Trim()}");
    }

    private Process Start(IEnumerable<string> arguments, bool redirected)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(command[0], [.. command.Skip(1), .. arguments])
                {
                    RedirectStandardInput = redirected,
                    RedirectStandardOutput = redirected,
                    RedirectStandardError = redirected,
                }
            )!;
        }
        catch (Win32Exception missing)
        {
            throw new UnreachableException($"{command[0]} cannot be run: {missing.Message}", missing);
        }
    }

    private sealed record Endpoints(string[] BrokerCommand, Dictionary<string, string> ConnectionStrings);
}
