// The log's database. It is the record: everything else can be made anew from it.
param name string
param location string
param tags object

@secure()
param password string
param sku object
param gigabytes int
param zoneRedundant bool
param subnet string
param zone string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: sku.name
    tier: sku.tier
  }
  properties: {
    version: '15'
    administratorLogin: 'tracker'
    administratorLoginPassword: password
    network: {
      delegatedSubnetResourceId: subnet
      privateDnsZoneArmResourceId: zone
      publicNetworkAccess: 'Disabled'
    }
    storage: {
      storageSizeGB: gigabytes
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: { mode: zoneRedundant ? 'ZoneRedundant' : 'Disabled' }
  }

  resource log 'databases' = {
    name: 'tracker'
    properties: {
      charset: 'UTF8'
      collation: 'C'
    }
  }
}

output host string = server.properties.fullyQualifiedDomainName
