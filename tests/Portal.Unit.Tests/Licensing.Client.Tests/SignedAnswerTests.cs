using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Licensing.Client.Tests;

/// <summary>The golden vector was made by Node.js, which shares nothing with the library.</summary>
public sealed class SignedAnswerTests
{
    private static readonly JsonNode Golden = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "question.json"))
    )!;
    private static readonly TrustedKeys Keys = new([Text("publicKey")]);
    private static readonly SignedAnswer Answer = new(
        Golden["status"]!.GetValue<int>(),
        Text("date"),
        Text("questionDigest"),
        Text("signatureInput"),
        Text("signature"),
        Encoding.UTF8.GetBytes(Text("content"))
    );

    [Fact]
    public void The_golden_answer_proves_itself_and_its_question()
    {
        Assert.Equal(DateTimeOffset.Parse(Text("date"), null), Answer.Verify(Keys));
        Assert.Equal(
            Answer.QuestionDigest,
            Question.Digest(
                HttpMethod.Post,
                new Uri(new Uri("https://portal.example"), Text("target")),
                Text("licenseKey"),
                Encoding.UTF8.GetBytes(Text("body"))
            )
        );
    }

    [Fact]
    public void An_answer_with_any_part_changed_proves_nothing()
    {
        SignedAnswer[] changed =
        [
            Answer with
            {
                Status = 204,
            },
            Answer with
            {
                Date = "Sat, 28 Nov 2026 12:00:01 GMT",
            },
            Answer with
            {
                QuestionDigest = "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:",
            },
            Answer with
            {
                QuestionDigest = "",
            },
            Answer with
            {
                Content = [],
            },
            Answer with
            {
                SignatureInput = Answer.SignatureInput.Replace(" \"question-digest\"", "", StringComparison.Ordinal),
            },
        ];
        Assert.All(changed, answer => Assert.Throws<UntrustedAnswerException>(() => answer.Verify(Keys)));
    }

    private static string Text(string member) => Golden[member]!.GetValue<string>();
}
