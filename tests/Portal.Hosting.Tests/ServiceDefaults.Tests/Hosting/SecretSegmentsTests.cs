using System.Diagnostics;

namespace Portal.ServiceDefaults.Tests.Hosting;

public sealed class SecretSegmentsTests
{
    [Theory]
    [InlineData("url.path", "/v1/things/SECRET/parts/one", "/v1/things/*/parts/one")]
    [InlineData("url.path", "/api/v1/things/SECRET", "/api/v1/things/*")]
    [InlineData(
        "url.full",
        "http://10.0.0.1:80/v1/Things/SECRET?x=Redacted",
        "http://10.0.0.1:80/v1/Things/*?x=Redacted"
    )]
    [InlineData("url.path", "//v1//things///SECRET/parts", "//v1//things///*/parts")]
    [InlineData("url.path", "/v1/others/7", "/v1/others/7")]
    public void What_follows_the_words_is_not_exported(string tag, string path, string exported)
    {
        using var activity = new Activity("request").Start();
        activity.SetTag(tag, path);
        using var segments = new SecretSegments([new("/v1/things/")]);
        segments.OnEnd(activity);
        Assert.Equal(exported, activity.GetTagItem(tag));
    }
}
