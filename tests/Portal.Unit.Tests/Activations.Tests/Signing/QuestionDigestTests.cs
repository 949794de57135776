using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Activations.Signing;

namespace Portal.Activations.Tests.Signing;

/// <summary>The golden vector was made by Node.js, which shares nothing with the service.</summary>
public sealed class QuestionDigestTests
{
    private static readonly JsonNode Golden = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "question.json"))
    )!;

    [Fact]
    public void The_digest_of_a_question_is_that_of_the_golden_vector() =>
        Assert.Equal(Text("questionDigest"), Of(Text("method"), Text("target"), Text("licenseKey"), Text("body")));

    [Fact]
    public void Each_part_of_the_question_changes_it()
    {
        string[] digests =
        [
            Of("POST", "/a", "key", "body"),
            Of("PUT", "/a", "key", "body"),
            Of("POST", "/a?b", "key", "body"),
            Of("POST", "/a", "kez", "body"),
            Of("POST", "/a", "", "body"),
            Of("POST", "/a", "key", "bodz"),
            Of("POST", "/a", "key", ""),
        ];
        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void A_body_that_arrives_in_pieces_is_the_same_question()
    {
        var (first, second) = (new Piece("bo"u8.ToArray()), new Piece("dy"u8.ToArray()));
        first.Append(second);
        Assert.Equal(
            Of("POST", "/a", "key", "body"),
            QuestionDigest.Of("POST", "/a", "key", new ReadOnlySequence<byte>(first, 0, second, 2))
        );
    }

    private static string Text(string member) => Golden[member]!.GetValue<string>();

    private static string Of(string method, string target, string licenseKey, string body) =>
        QuestionDigest.Of(method, target, licenseKey, new(Encoding.UTF8.GetBytes(body)));

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes) => Memory = bytes;

        public void Append(Piece next) => (Next, next.RunningIndex) = (next, Memory.Length);
    }
}
