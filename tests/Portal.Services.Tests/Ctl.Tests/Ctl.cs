using System.Diagnostics;
using System.Text.Json;
using Portal.Testing;

namespace Portal.Ctl.Tests;

/// <summary>portalctl as operators run it: a process of its own, against a running portal or nothing.</summary>
internal sealed class Ctl(IReadOnlyDictionary<string, string> environment)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "portalctl.dll");

    /// <summary>How a run ended and what it said.</summary>
    public sealed record Answer(int ExitCode, string Output, string Errors)
    {
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }

    public static async Task<Ctl> Of(PortalApp app)
    {
        var environment = new Dictionary<string, string>
        {
            ["Clients__operator"] = await app.Parameter("operator-secret"),
            ["services__identity__http__0"] = app.Address("identity").ToString(),
        };
        foreach (var service in new[] { "license", "activation", "download", "identity" })
            environment[$"services__{service}__management__0"] = app.Address(service, "management").ToString();
        return new Ctl(environment);
    }

    public static Ctl Alone(string configurationFolder) =>
        new(new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = configurationFolder });

    public Task<Answer> Run(params string[] arguments) => Reading("", arguments);

    /// <summary>With something on standard input.</summary>
    public async Task<Answer> Reading(string input, params string[] arguments)
    {
        using var process = Process.Start(Start(arguments))!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>Expects success; the answer's JSON.</summary>
    public async Task<JsonElement> Ask(params string[] arguments)
    {
        var answer = await Run([.. arguments, "--json"]);
        Assert.True(answer.ExitCode == 0, $"{string.Join(' ', arguments)}: {answer.ExitCode} {answer.Errors}");
        return answer.Json;
    }

    private ProcessStartInfo Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}

internal static class Json
{
    public static string? Text(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
