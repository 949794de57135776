using Portal.Browser.Tests.Pages;

[assembly: AssemblyFixture(typeof(PortalApp))]
[assembly: AssemblyFixture(typeof(Chromium))]
