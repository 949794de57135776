using System.Net;
using System.Text;
using Portal.Testing;

namespace Portal.Licensing.Client.Tests;

/// <summary>Rows of the table in docs/client.md about a portal that can be reached, or nearly. The client in JavaScript has the same.</summary>
public sealed class OnlineBehaviourTests(PortalApp app)
{
    [Fact]
    public async Task A_refusal_is_a_code_and_a_sentence()
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        var verdict = await laptop.Client.ValidateAsync();
        Assert.Equal((false, "NOT_ACTIVATED"), (verdict.Valid, verdict.Code));
        Assert.Equal("Not activated on this device.", verdict.Detail);
        Assert.Equal("NOT_ACTIVATED", (await laptop.Client.HeartbeatAsync()).Code);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(407)]
    [InlineData(511)]
    public async Task An_unsigned_answer_is_no_answer(int status)
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);

        laptop.Forge(_ => Task.FromResult(SignInPage(status)));
        var verdict = await laptop.Client.ValidateAsync();
        Assert.True(verdict is { Valid: true, FromCache: true });
        Assert.Equal(LicensingCode.Unreachable, Assert.Single(verdict.Warnings).Code);
        Assert.Equal(LicensingCode.Unreachable, (await laptop.Client.ActivateAsync()).Code);
        Assert.Equal(LicensingCode.Unreachable, (await laptop.Client.HeartbeatAsync()).Code);
        Assert.Equal(LicensingCode.Unreachable, (await laptop.Client.FindUpdateAsync()).Code);
    }

    [Fact]
    public async Task A_wrong_signature_is_an_attack_unless_the_program_chose_the_grace()
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);

        laptop.Forge(response =>
        {
            response.Headers.Remove("Date");
            response.Headers.Add("Date", "Sat, 28 Nov 2026 00:00:00 GMT");
            return Task.FromResult(response);
        });
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.ValidateAsync());
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.HeartbeatAsync());
        var patient = laptop.With(options => options with { UntrustedAnswers = UntrustedAnswers.UseGrace });
        var verdict = await patient.ValidateAsync();
        Assert.True(verdict is { Valid: true, FromCache: true });
        Assert.Equal(LicensingCode.UntrustedAnswer, Assert.Single(verdict.Warnings).Code);
        Assert.Equal(LicensingCode.UntrustedAnswer, (await patient.HeartbeatAsync()).Code);
    }

    /// <summary>All parts of a question one by one: <see cref="ChangedQuestionTests"/>.</summary>
    [Fact]
    public async Task An_answer_to_another_question_is_an_attack()
    {
        var other = await NewLicense();
        using var laptop = await Laptop.With(app, await NewLicense());
        laptop.Rewrite(request =>
        {
            request.Headers.Authorization = new("License", other.Key);
            return Task.CompletedTask;
        });
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.ValidateAsync());
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.ActivateAsync());
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.FindUpdateAsync());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task A_wrong_clock_is_told_and_does_not_decide_online(int days)
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        laptop.SetClock(TimeProvider.System.GetUtcNow().AddDays(days));
        Assert.NotNull((await laptop.Client.ActivateAsync()).Activation);
        var verdict = await laptop.Client.ValidateAsync();
        Assert.True(verdict.Valid);
        var warning = Assert.Single(verdict.Warnings);
        Assert.Equal(LicensingCode.ClockWrong, warning.Code);
        Assert.Contains(days > 0 ? "fast" : "slow", warning.Detail, StringComparison.Ordinal);
        Assert.True((await laptop.Client.HeartbeatAsync()).Succeeded);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_costs_the_cache()
    {
        // A folder below a file cannot be made, whoever asks.
        var file = Path.GetTempFileName();
        using var laptop = await Laptop.With(app, await NewLicense(), cacheFile: Path.Combine(file, "cache.json"));
        await laptop.Client.ActivateAsync();
        var verdict = await laptop.Client.ValidateAsync();
        Assert.True(verdict.Valid);
        Assert.Equal(LicensingCode.CacheNotWritten, Assert.Single(verdict.Warnings).Code);

        laptop.PullTheCable();
        Assert.Equal(LicensingCode.Unreachable, (await laptop.Client.ValidateAsync()).Code);
        File.Delete(file);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"latestTime":"yesterday"}""")]
    [InlineData("""{"latestTime":"2026-01-01T00:00:00Z","answer":{},"key":"?"}""")]
    public async Task A_damaged_cache_costs_the_cache(string content)
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        await laptop.Client.ActivateAsync();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);
        await File.WriteAllTextAsync(laptop.Options.CacheFile!, content, TestContext.Current.CancellationToken);

        laptop.PullTheCable();
        Assert.Equal(LicensingCode.Unreachable, (await laptop.Client.ValidateAsync()).Code);
        laptop.PlugItIn();
        Assert.Empty((await laptop.Client.ValidateAsync()).Warnings);
        laptop.PullTheCable();
        Assert.True((await laptop.Client.ValidateAsync()).Valid);
    }

    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("  ", "\n\n")]
    [InlineData("\u200B", "\uFEFF")]
    public async Task A_key_with_line_ends_and_odd_dashes_works(string before, string after)
    {
        var license = await NewLicense();
        using var laptop = await Laptop.With(app, license);
        var typed = laptop.With(options =>
            options with
            {
                LicenseKey = before + license.Key.Replace('-', '\u2011') + after,
            }
        );
        Assert.NotNull((await typed.ActivateAsync()).Activation);
        Assert.True((await typed.ValidateAsync()).Valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("ключ-лицензии")]
    public async Task A_key_that_no_portal_can_know_is_not_sent(string key)
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        laptop.Rewrite(_ => throw new InvalidOperationException("Something was sent."));
        var client = laptop.With(options => options with { LicenseKey = key });
        Assert.Equal("NOT_FOUND", (await client.ValidateAsync()).Code);
        Assert.Equal("NOT_FOUND", (await client.ActivateAsync()).Code);
        Assert.Equal("NOT_FOUND", (await client.HeartbeatAsync()).Code);
    }

    [Fact]
    public async Task The_activation_is_remembered()
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        await laptop.Client.ActivateAsync();
        // Another process later.
        var later = laptop.With(options => options);
        Assert.True((await later.HeartbeatAsync()).Succeeded);
        Assert.True((await later.DeactivateAsync()).Succeeded);
        Assert.Equal("NOT_ACTIVATED", (await laptop.Client.HeartbeatAsync()).Code);
        Assert.Equal("NOT_ACTIVATED", (await laptop.Client.ValidateAsync()).Code);
    }

    [Fact]
    public async Task Only_what_the_program_cancels_is_an_exception()
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            laptop.Client.ValidateAsync(cancellationToken: cancelled.Token)
        );
        Assert.Throws<ArgumentException>(() => laptop.With(options => options with { TrustedKeys = ["no key"] }));
    }

    private static HttpResponseMessage SignInPage(int status)
    {
        var page = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent("<html>Welcome to our hotel</html>", Encoding.UTF8, "text/html"),
        };
        page.Headers.Location = new Uri("http://hotel.example/sign-in");
        return page;
    }

    private async Task<Catalogue.License> NewLicense()
    {
        var catalogue = new Catalogue(app);
        return await catalogue.NewLicenseInUse(
            new { activationLimit = 1 },
            new { accountId = (await catalogue.NewAccount()).Id }
        );
    }
}
