using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Licensing.Client.Tests;

/// <summary>A proxy that sends on another question than the program asked, and hands back the portal's own signed answer to that.</summary>
public sealed class ChangedQuestionTests(PortalApp app)
{
    private static readonly JsonObject OtherMachine = new()
    {
        ["machine"] = "machine of The paying one",
        ["board"] = "board of The paying one",
    };

    [Fact]
    public async Task A_validation_with_another_key_is_not_believed()
    {
        var (victim, paying) = (await NewLicense(), await NewLicense());
        using var laptop = await Laptop.With(app, victim);
        using var other = await Laptop.With(app, paying);
        await other.Client.ActivateAsync();
        laptop.Rewrite(request =>
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("License", paying.Key);
            return ChangeBody(request, body => body["product"] = paying.Product.Slug);
        });
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.ValidateAsync());
    }

    public static TheoryData<string> Members => ["product", "version", "fingerprint", "entitlements", "identifier"];

    [Theory, MemberData(nameof(Members))]
    public async Task A_validation_of_something_else_is_not_believed(string member)
    {
        var license = await NewLicense();
        using var paying = await Laptop.With(app, license, "The paying one");
        await paying.Client.ActivateAsync();
        using var laptop = await Laptop.With(app, license);
        laptop.Rewrite(request => ChangeBody(request, body =>
            {
                if (member == "fingerprint")
                    body[member] = OtherMachine.DeepClone();
                else
                    body.Remove(member);
                if (member is "identifier")
                    body[member] = "another";
            }));
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.ValidateAsync(["export"]));
    }

    [Fact]
    public async Task A_heartbeat_of_another_activation_is_not_believed()
    {
        var license = await NewLicense(limit: 2);
        using var paying = await Laptop.With(app, license, "The paying one");
        using var laptop = await Laptop.With(app, license);
        var theirs = (await paying.Client.ActivateAsync()).Activation!.Id;
        var mine = (await laptop.Client.ActivateAsync()).Activation!.Id;
        await laptop.Client.DeactivateAsync(mine);
        laptop.Rewrite(request => ChangePath(request, mine, theirs));
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.HeartbeatAsync(mine));
    }

    [Fact]
    public async Task A_deactivation_in_place_of_a_heartbeat_is_not_believed()
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        var mine = (await laptop.Client.ActivateAsync()).Activation!.Id;
        await laptop.Client.DeactivateAsync(mine);
        laptop.Rewrite(request =>
        {
            (request.Method, request.Content) = (HttpMethod.Delete, null);
            request.RequestUri = new Uri(
                request.RequestUri!.ToString().Replace("/heartbeat", "", StringComparison.Ordinal)
            );
            return Task.CompletedTask;
        });
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.HeartbeatAsync(mine));
    }

    [Fact]
    public async Task An_activation_of_another_device_is_not_believed()
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        laptop.Rewrite(request => ChangeBody(request, body => body["fingerprint"] = OtherMachine.DeepClone()));
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.ActivateAsync());
    }

    [Fact]
    public async Task A_kept_answer_that_is_played_again_is_not_believed()
    {
        using var laptop = await Laptop.With(app, await NewLicense());
        var mine = (await laptop.Client.ActivateAsync()).Activation!.Id;
        HttpResponseMessage? first = null;
        laptop.Forge(async response =>
        {
            await (first ??= response).Content.LoadIntoBufferAsync();
            var again = new HttpResponseMessage(first.StatusCode)
            {
                Content = new ByteArrayContent(await first.Content.ReadAsByteArrayAsync()),
            };
            foreach (var (name, values) in first.Headers)
                again.Headers.TryAddWithoutValidation(name, values);
            return again;
        });
        Assert.True((await laptop.Client.HeartbeatAsync(mine)).Succeeded);
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.DeactivateAsync(mine));
        await Assert.ThrowsAsync<UntrustedAnswerException>(() => laptop.Client.ValidateAsync());
    }

    private static Task ChangePath(HttpRequestMessage request, Guid from, Guid to)
    {
        request.RequestUri = new Uri(
            request.RequestUri!.ToString().Replace($"{from}", $"{to}", StringComparison.Ordinal)
        );
        return Task.CompletedTask;
    }

    private static async Task ChangeBody(HttpRequestMessage request, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(await request.Content!.ReadAsByteArrayAsync())!.AsObject();
        change(body);
        request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
    }

    private async Task<Catalogue.License> NewLicense(int limit = 1)
    {
        var catalogue = new Catalogue(app);
        return await catalogue.NewLicenseInUse(
            new { activationLimit = limit },
            new { accountId = (await catalogue.NewAccount()).Id }
        );
    }
}
