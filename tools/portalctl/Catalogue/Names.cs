using System.Text;

namespace Portal.Ctl.Catalogue;

/// <summary>What the rows of a catalogue are called: ids by the names that other rows use for them.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, Guid?> _products = [],
        _policies = [],
        _accounts = [];
    private readonly Dictionary<(Guid Account, string Email), Guid> _members = [];
    private readonly Dictionary<string, LicenseEntry> _licensesByKey = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, LicenseEntry> _licensesById = [];

    /// <summary>A license, as far as its activations need it.</summary>
    public sealed record LicenseEntry(Guid Id, int? Limit, bool Owned, bool OverLimit, Position At)
    {
        public int Active { get; set; }
    }

    /// <summary>Everything but the licenses, which are added one by one as they are read.</summary>
    public Names(IEnumerable<Product> allProducts, IEnumerable<Policy> allPolicies, IEnumerable<Account> allAccounts)
    {
        foreach (var product in allProducts)
            Add(_products, product.Id, product.Slug);
        foreach (var policy in allPolicies)
            Add(policy);
        foreach (var account in allAccounts)
        {
            Add(_accounts, account.Id, account.Name);
            foreach (var member in account.Members)
                _members.TryAdd((account.Id, member.Email), member.Id);
        }
    }

    public int Licenses => _licensesById.Count;

    public int Activations { get; set; }

    public IEnumerable<string> Products => _products.Keys.Where(IsName);
    public IEnumerable<string> Policies => _policies.Keys.Where(IsName);
    public IEnumerable<string> Accounts => _accounts.Keys.Where(IsName);

    public Guid? Product(string name) => _products.GetValueOrDefault(name);

    public Guid? Policy(string name) => _policies.GetValueOrDefault(name);

    /// <summary>Null: it names none that is known, nor a product that is known.</summary>
    public Guid? PolicyOf(License license) =>
        license.Policy is { } policy ? Policy(policy)
        : license.Product is { } product && Product(product) is { } id ? Policy(IdOfNoPolicy(id).ToString())
        : null;

    /// <summary>The same for every import: it follows from the product.</summary>
    public static Guid IdOfNoPolicy(Guid product) => StableId.Of(Encoding.UTF8.GetBytes($"no policy of {product}"));

    public void Add(Policy policy) => Add(_policies, policy.Id, policy.Code);

    /// <summary>An id counts without an account of that id: an export may outlive the account.</summary>
    public Guid? Account(string name) => _accounts.TryGetValue(name, out var id) ? id : IdOrNull(name);

    public bool IsAmbiguous(string account) => _accounts.TryGetValue(account, out var id) && id is null;

    /// <summary>By e-mail of a member of the account, or by id.</summary>
    public Guid? Member(Guid account, string name) =>
        _members.TryGetValue((account, name), out var id) ? id : IdOrNull(name);

    /// <summary>By key, or by id.</summary>
    public LicenseEntry? License(string name) =>
        _licensesByKey.TryGetValue(name, out var license)
        || Guid.TryParseExact(name, "D", out var id) && _licensesById.TryGetValue(id, out license)
            ? license
            : null;

    /// <summary>An id counts without a license of that id: what is blocked may outlive it.</summary>
    public Guid? LicenseId(string name) => License(name)?.Id ?? IdOrNull(name);

    /// <summary>An id counts without a product of that id.</summary>
    public Guid? ProductId(string name) => Product(name) ?? IdOrNull(name);

    /// <returns>The license that has this key, or this id, already.</returns>
    public (LicenseEntry? SameKey, LicenseEntry? SameId) Add(string key, LicenseEntry license) =>
        (
            _licensesByKey.TryAdd(key, license) ? null : _licensesByKey[key],
            _licensesById.TryAdd(license.Id, license) ? null : _licensesById[license.Id]
        );

    // Null stands for a name that several have.
    private static void Add(Dictionary<string, Guid?> ids, Guid id, string? name)
    {
        ids.TryAdd(id.ToString(), id);
        if (name is not null && !ids.TryAdd(name, id))
            ids[name] = null;
    }

    private static bool IsName(string text) => IdOrNull(text) is null;

    private static Guid? IdOrNull(string text) => Guid.TryParseExact(text, "D", out var id) ? id : null;
}
