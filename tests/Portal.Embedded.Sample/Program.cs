using Portal.Embedded.Sample;

// Plays every part in the engine's tests: an AppHost, a service, a job.
switch (args)
{
    case ["host", .. var options]:
        SampleHost.Run(options);
        break;
    case ["job", var exitCode, .. var words]:
        Console.WriteLine(string.Join(' ', words));
        Environment.ExitCode = int.Parse(exitCode, System.Globalization.CultureInfo.InvariantCulture);
        break;
    default:
        SampleService.Run(args);
        break;
}
