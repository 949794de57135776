using System.Net;
using System.Text;
using Portal.Activations.Tests.Signing;
using Portal.Testing;

namespace Portal.Activations.Tests.Customer;

/// <summary>From the first file to the last.</summary>
public sealed class OfflineRequestTests(PortalApp app)
{
    [Fact]
    public async Task A_device_without_a_network_is_activated_and_given_back_by_files()
    {
        using var desk = await Desk.WithLicense(app, OfflineFiles.Policy);
        await using var subscriber = await Subscriber.To(app, "portal.activations.v1.activation-deactivated");
        var request = OfflineFiles.Request(desk, "air-gapped", "n-1");
        using var activated = await desk.Send(
            "offline-activations",
            $"-----BEGIN ACTIVATION REQUEST-----\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(request))}\n-----END ACTIVATION REQUEST-----"
        );
        var answer = await OfflineFiles.Body(activated);
        var document = await SignedFile.Read(app, answer["licenseFile"]!.GetValue<string>());
        Assert.Equal(
            ("n-1", "air-gapped"),
            (document["nonce"]!.GetValue<string>(), document["activation"]!["identifier"]!.GetValue<string>())
        );
        var id = answer["activationId"]!.GetValue<Guid>();
        Assert.Equal(id, (await desk.Activated(request)).Id);

        using var wrong = await desk.Send("offline-deactivations", OfflineFiles.ForgedRemoval(id));
        Assert.Equal((422, "activation.proof-invalid"), await wrong.Problem());
        using var removed = await desk.Send("offline-deactivations", OfflineFiles.Removal(id, document));
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        using var held = await desk.Program.Activate("device-2");
        Assert.Equal((409, "ACTIVATION_LIMIT_REACHED"), await held.Problem());
        await app.Sql($"UPDATE activations SET slot_held_until = now() WHERE id = '{id}'");
        await desk.Program.Activated("device-2");
        var told = await Eventually.Get(
            () =>
                Task.FromResult(
                    subscriber.Messages.FirstOrDefault(message => message.Body["activationId"]!.GetValue<Guid>() == id)
                ),
            "told who carried the file"
        );
        var actor = await app.Value<string>(
            $"SELECT actor FROM audit_records WHERE action = 'deactivated' AND subject = '{id}'"
        );
        Assert.Equal(
            ("software", actor),
            (told.Body["by"]!.GetValue<string>(), told.Body["userId"]!.GetValue<string>())
        );
    }
}
