using System.Net;
using Portal.Testing;

namespace Portal.Activations.Tests;

public sealed class PublicUrlTests(PortalApp app)
{
    [Fact]
    public async Task A_slash_at_the_end_of_the_public_address_refuses_no_token()
    {
        var catalogue = new Catalogue(app);
        var token = await AccessToken.Of(app, await catalogue.NewMember(await catalogue.NewAccount()));
        await using var activation = await OwnActivation.Start(
            app,
            ("Portal:PublicUrl", app.Address("gateway").ToString().TrimEnd('/') + "/")
        );
        using var answer = await activation.AsCustomer("/api/activation/activations", token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
