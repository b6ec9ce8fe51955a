variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "encrypt_search" {
  description = "Off in development, where the smallest instances cannot encrypt."
  type        = bool
  default     = false
}

locals {
  name = "shop"
}
