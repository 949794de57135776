using System.Net.Http.Headers;
using System.Net.Http.Json;
using Portal.Testing;

namespace Portal.Activations.Tests.Slots;

public sealed class ThrottledEventTests(PortalApp app)
{
    [Theory]
    [InlineData("activation-refused")]
    [InlineData("activation-limit-reached")]
    public async Task A_client_in_a_loop_causes_one_event(string name)
    {
        using var desk = await Desk.WithLicense(app, new { activationLimit = 1 });
        await using var subscriber = await Subscriber.To(app, $"portal.activations.v1.{name}");
        await desk.Program.Activated("device-1");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var refused = await desk.Program.Activate(
                "device-2",
                name == "activation-refused" ? new { product = "another" } : null
            );
            Assert.False(refused.IsSuccessStatusCode);
        }
        await Eventually.Is(() => Task.FromResult(Mine(subscriber, desk) > 0), "told");
        Assert.Equal(
            1,
            await app.Value<long>($"SELECT count(*) FROM event_pauses WHERE license_id = '{desk.License.Id}'")
        );
        await Eventually.Is(
            async () => await app.Value<long>($"SELECT count(*) FROM outbox WHERE subject = '{desk.License.Id}'") == 0,
            "all published"
        );
        Assert.Equal(1, Mine(subscriber, desk));
    }

    [Fact]
    public async Task A_license_that_turns_up_in_many_networks_is_a_signal_and_no_refusal()
    {
        using var desk = await Desk.WithLicense(app);
        await using var subscriber = await Subscriber.To(app, "portal.activations.v1.unusual-activity");
        using var http = new HttpClient { BaseAddress = app.Address("activation") };
        for (var network = 0; network < 6; network++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/licensing/v1/activations")
            {
                Content = JsonContent.Create(new { identifier = $"device-{network}" }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("License", desk.License.Key);
            request.Headers.Add("X-Forwarded-For", $"203.0.{network}.7");
            using var answer = await http.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode);
        }
        await Eventually.Is(() => Task.FromResult(Mine(subscriber, desk) > 0), "told");
        Assert.True((await desk.Program.Validate("device-5")).Valid);
    }

    private static int Mine(Subscriber subscriber, Desk desk) =>
        subscriber.Messages.Count(message => message.Body["licenseId"]!.GetValue<Guid>() == desk.License.Id);
}
