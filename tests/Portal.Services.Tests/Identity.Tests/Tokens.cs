using System.Buffers.Text;
using System.Text.Json;

namespace Portal.Identity.Tests;

internal sealed record Tokens(string Access, string Id, string Refresh)
{
    public static Tokens Of(JsonElement answer) =>
        new(answer.Text("access_token"), answer.Text("id_token"), answer.Text("refresh_token"));

    public JsonElement AccessClaims => Part(Access, 1);
    public JsonElement IdClaims => Part(Id, 1);
    public JsonElement AccessHeader => Part(Access, 0);

    private static JsonElement Part(string token, int index) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[index])).RootElement;
}
