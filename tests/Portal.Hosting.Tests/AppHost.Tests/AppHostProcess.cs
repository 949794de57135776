using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Portal.AppHost.Data;
using Portal.Testing;

namespace Portal.AppHost.Tests;

/// <summary>The AppHost as whoever runs it meets it: a command line, a console and an exit code.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly StringBuilder _console = new();

    private AppHostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;
    public int ExitCode => _process.ExitCode;

    public string Console
    {
        get
        {
            lock (_console)
                return _console.ToString();
        }
    }

    public static string NewData() => Path.Combine(Path.GetTempPath(), $"portal-test-{Guid.NewGuid():N}");

    public static AppHostProcess Start(string data, params string[] more)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "../../Portal.AppHost/release/Portal.AppHost.dll"),
            "--data",
            data,
            "--demo",
            "false",
            "--dashboard",
            "false",
            "--rsa-bits",
            "2048",
            .. more,
        ];
        return new(
            Process.Start(
                new ProcessStartInfo("dotnet", arguments)
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );
    }

    public static AppHostProcess StartOnFreePort(string data, params string[] more) =>
        Start(
            data,
            [
                "--port",
                new Ports(Path.GetTempFileName() + ".json").GetOrChoose("test").ToString(CultureInfo.InvariantCulture),
                .. more,
            ]
        );

    public async Task Ready()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (!Console.Contains("portal: ready http://localhost:", StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, Console);
            await Task.Delay(50, timeout.Token);
        }
    }

    public async Task<int> Ended()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(StartTimeout);
        return ExitCode;
    }

    public void Kill9() => _process.Kill();

    public async Task Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    public static JsonNode Endpoints(string data) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(data, "endpoints.json")))!;

    public static Task Gone(IReadOnlyList<int> processes) =>
        Eventually.Is(
            () => Task.FromResult(!processes.Any(Machine.IsAlive)),
            "every process is gone",
            TimeSpan.FromSeconds(90)
        );

    private void Hear(string? line)
    {
        lock (_console)
            _console.AppendLine(line);
    }
}
