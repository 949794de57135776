using Portal.Testing;

[assembly: AssemblyFixture(typeof(PortalApp))]
