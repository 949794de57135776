using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.ServiceDefaults;

namespace Portal.Contracts.Tests;

public sealed class WireTests
{
    public static TheoryData<string, bool> Samples
    {
        get
        {
            var samples = new TheoryData<string, bool>();
            foreach (var type in ContractTypes.Events)
            {
                samples.Add(type.FullName!, false);
                samples.Add(type.FullName!, true);
            }
            return samples;
        }
    }

    [Theory, MemberData(nameof(Samples))]
    public void An_event_comes_back_as_it_went(string name, bool least)
    {
        var (type, sent) = Sent(name, least);
        Assert.Equal(sent.ToJsonString(), Write(Read(sent, type), type).ToJsonString());
    }

    [Theory, MemberData(nameof(Samples))]
    public void Members_that_a_consumer_does_not_know_are_ignored(string name, bool least)
    {
        var (type, sent) = Sent(name, least);
        var newer = (JsonObject)sent.DeepClone();
        newer["addedInOneDotOne"] = new JsonObject { ["some"] = "thing" };
        Assert.Equal(sent.ToJsonString(), Write(Read(newer, type), type).ToJsonString());
    }

    [Theory, MemberData(nameof(Samples))]
    public void Without_a_required_member_it_is_no_event(string name, bool least)
    {
        var (type, sent) = Sent(name, least);
        var (_, required) = Sent(name, least: true);
        Assert.NotEmpty(required);
        foreach (var member in required.Select(member => member.Key))
        {
            var incomplete = (JsonObject)sent.DeepClone();
            incomplete.Remove(member);
            Assert.Throws<JsonException>(() => Read(incomplete, type));
        }
    }

    private static (Type Type, JsonObject Json) Sent(string name, bool least)
    {
        var type = ContractTypes.Assembly.GetType(name, throwOnError: true)!;
        return (type, Write(Tests.Samples.Of(type, least), type));
    }

    private static JsonObject Write(object fact, Type type) =>
        (JsonObject)JsonSerializer.SerializeToNode(fact, type, Wire.Options)!;

    private static object Read(JsonObject json, Type type) => json.Deserialize(type, Wire.Options)!;
}
