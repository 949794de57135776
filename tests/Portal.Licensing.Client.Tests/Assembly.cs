[assembly: AssemblyFixture(typeof(PortalApp))]
