namespace Portal.EndToEnd.Tests.Outages;

/// <summary>Asks for a bit of everything that the portal does.</summary>
internal sealed class Serving(PortalApp app, Catalogue.License license, Catalogue.Member member, SignedIn customer)
{
    private static readonly TimeSpan MaxAnswerLength = TimeSpan.FromSeconds(10);
    private static readonly string[] Apis =
    [
        "/api/license/summary",
        "/api/activation/activity",
        "/api/download/products",
        "/api/identity/me",
    ];

    /// <summary>Ends when programs, customers and operators are served, and a customer can sign in: one after the other.</summary>
    public async Task Again(TimeSpan longest)
    {
        var start = TimeProvider.System.GetTimestamp();
        foreach (var (what, step) in Steps())
        {
            await Eventually.Is(
                () => Works(step),
                $"{what} within {longest.TotalSeconds} s",
                longest - TimeProvider.System.GetElapsedTime(start)
            );
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s {what}"
            );
        }
    }

    private IEnumerable<(string What, Func<Task> Step)> Steps()
    {
        yield return ("a program activates and validates", UseProgram);
        foreach (var api in Apis)
            yield return (api, () => customer.Get(api));
        yield return ("a customer sees the dashboard", SeeDashboard);
        yield return ("an operator reads", () => new Operator(app).Get("license", $"/licenses/{license.Id}"));
        yield return ("a customer signs in", SignInAgain);
    }

    private async Task UseProgram()
    {
        var program = new VendorProgram(app, license.Key);
        await program.Activated("probe");
        if (!(await program.Validate("probe")).Valid)
            throw new InvalidOperationException("The probe is not valid.");
    }

    private async Task SeeDashboard()
    {
        using var page = await customer.Open("/");
        page.EnsureSuccessStatusCode();
    }

    private async Task SignInAgain()
    {
        using var again = await SignedIn.As(app, member.Email, member.Password);
    }

    private static async Task<bool> Works(Func<Task> step)
    {
        try
        {
            await step().WaitAsync(MaxAnswerLength);
            return true;
        }
        catch (Exception outage)
            when (outage
                    is HttpRequestException
                        or IOException
                        or OperationCanceledException
                        or TimeoutException
                        or InvalidOperationException
            )
        {
            return false;
        }
    }
}
